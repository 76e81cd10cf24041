import { Validations } from "aws-cdk-lib";
import { AccessLogFormat } from "aws-cdk-lib/aws-apigateway";
import {
  HttpApi,
  HttpMethod,
  HttpRoute,
  HttpRouteKey,
  HttpStage,
  LogGroupLogDestination,
} from "aws-cdk-lib/aws-apigatewayv2";
import { HttpLambdaIntegration } from "aws-cdk-lib/aws-apigatewayv2-integrations";
import type { Function as Lambda } from "aws-cdk-lib/aws-lambda";
import { Construct } from "constructs";
import type { Names } from "../names.ts";
import { keptLog } from "./workflow-function.ts";

/** The door for pages and webhooks: function URLs do not exist in China. */
export class Http extends Construct {
  readonly api: HttpApi;

  constructor(scope: Construct, id: string, names: Names) {
    super(scope, id);
    this.api = new HttpApi(this, "Api", { apiName: names.stack, createDefaultStage: false });
    new HttpStage(this, "Stage", {
      httpApi: this.api,
      autoDeploy: true,
      throttle: { rateLimit: 50, burstLimit: 100 },
      accessLogSettings: {
        destination: new LogGroupLogDestination(keptLog(this, names.logs("http"))),
        format: AccessLogFormat.custom(JSON.stringify(ACCESS)),
      },
    });
  }

  /** @param route  `POST /path/{name}`, or `$default` for all that no other route takes */
  answer(id: string, route: string, lambda: Lambda): void {
    const key = new HttpRoute(this, id, {
      httpApi: this.api,
      routeKey: routeKey(route),
      integration: new HttpLambdaIntegration(id, lambda),
    });
    Validations.of(key).acknowledge({
      id: "AwsSolutions-APIG4",
      reason:
        "The function itself decides who may: webhooks carry a signature of their own body, forms an unguessable token, pages a session. None of these is an identity that API Gateway could check.",
    });
  }
}

/** The route and not the path: paths hold tokens, and a token never goes into a log. */
const ACCESS = {
  at: "$context.requestTime",
  id: "$context.requestId",
  ip: "$context.identity.sourceIp",
  route: "$context.routeKey",
  status: "$context.status",
  bytes: "$context.responseLength",
  ms: "$context.responseLatency",
  error: "$context.error.message",
  userAgent: "$context.identity.userAgent",
};

function routeKey(route: string): HttpRouteKey {
  const [method, path] = route.split(" ");
  if (path === undefined) return HttpRouteKey.DEFAULT;
  const known = Object.values(HttpMethod).find((each) => each === method);
  if (!known) throw new Error(`route “${route}” begins with no HTTP method`);
  return HttpRouteKey.with(path, known);
}
