import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { App } from "aws-cdk-lib";
import { Template } from "aws-cdk-lib/assertions";
import { dubanApp } from "../../infra/cloud/duban-app.ts";
import { functions } from "../../infra/functions.ts";
import { stagesIn } from "../../infra/stage.ts";

export const sampleStages = stagesIn(new URL("../../data/stages", import.meta.url).pathname);

/**
 * Templates of the sample stages, by name, with stand-ins for bundles.
 *
 * @param also  may add to the app
 * @throws      when the checks find what is not acknowledged
 */
export function synthesise(also: (app: App) => void = () => {}): Map<string, Template> {
  const folder = mkdtempSync(join(tmpdir(), "duban-synth-"));
  for (const name of Object.keys(functions)) {
    mkdirSync(join(folder, "bundles", name), { recursive: true });
    writeFileSync(join(folder, "bundles", name, "index.js"), "");
  }
  const app = dubanApp(sampleStages, join(folder, "bundles"), join(folder, "out"));
  also(app);
  app.synth();
  return new Map(
    [...sampleStages.keys()].map((name) => {
      const template = readFileSync(join(folder, "out", `duban-${name}.template.json`), "utf8");
      return [name, Template.fromJSON(JSON.parse(template))];
    }),
  );
}

/** Resources of a type by logical id. */
export const all = (template: Template, type: string) => Object.entries(template.findResources(`AWS::${type}`));

/** Properties of the one resource of a type whose name, under `key`, is this. */
export function named(template: Template, type: string, key: string, name: string) {
  const [found, ...more] = all(template, type).filter(([, { Properties }]) => Properties[key] === name);
  if (!found || more.length > 0) throw new Error(`${found ? "more than one" : "no"} ${type} ${name}`);
  return found[1].Properties;
}

/** What a value of the template points at: `Ref`, `Fn::GetAtt` and `Fn::Join` as text, with the names of the resources. */
export function pointed(template: Template, value: unknown): string {
  if (typeof value === "string") return value;
  // anything else is one of CloudFormation's three ways to point
  const {
    Ref,
    "Fn::GetAtt": attribute,
    "Fn::Join": join,
  } = value as {
    Ref?: string;
    "Fn::GetAtt"?: [string, string];
    "Fn::Join"?: [string, unknown[]];
  };
  if (join) return join[1].map((part) => pointed(template, part)).join(join[0]);
  const id = Ref ?? attribute?.[0] ?? "";
  return id === "AWS::Partition" ? "aws" : nameOf(template, id);
}

function nameOf(template: Template, id: string): string {
  const { Type, Properties = {} } = template.toJSON().Resources[id] ?? {};
  const key = ["TableName", "BucketName", "QueueName", "LogGroupName", "FunctionName", "Name"].find(
    (each) => each in Properties,
  );
  return key ? `${String(Type).replace("AWS::", "")} ${Properties[key]}` : id;
}
