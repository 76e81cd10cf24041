import { Duration, RemovalPolicy, Validations } from "aws-cdk-lib";
import { AttributeType, BillingMode, ProjectionType, Table } from "aws-cdk-lib/aws-dynamodb";
import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership, StorageClass } from "aws-cdk-lib/aws-s3";
import { Secret } from "aws-cdk-lib/aws-secretsmanager";
import { Construct } from "constructs";
import { INDEXES, type IndexName } from "../../functions/adapters/table.ts";
import { keyNames, projectionOf } from "../../functions/adapters/table-pages.ts";
import { TTL_ATTRIBUTE } from "../../functions/adapters/table-rows.ts";
import type { Names } from "../names.ts";

/** All that must outlive the stack: it stays when the stack is removed, and is removed by hand (README). */
export class State extends Construct {
  readonly table: Table;
  /** Raw mails, workbooks, evidence, by hash. */
  readonly blobs: Bucket;
  /** Who read and wrote in the buckets. */
  readonly access: Bucket;
  readonly secret: Secret;

  constructor(scope: Construct, id: string, names: Names) {
    super(scope, id);
    this.table = oneTable(this, names.table);
    this.access = accessLogs(this, names);
    this.blobs = keptBucket(this, "Blobs", names.bucket("blobs"), this.access);
    this.secret = deploymentSecret(this, names.secret);
  }
}

const indexNames = Object.keys(INDEXES).filter((name): name is IndexName => name in INDEXES);

/**
 * The table that `table-dynamodb.ts` asks, key for key. It is encrypted with the key that DynamoDB itself keeps: calls to a
 * key of ours would cost more than a small office's mails.
 */
function oneTable(scope: Construct, tableName: string): Table {
  const table = new Table(scope, "Table", {
    tableName,
    ...keys(undefined),
    billingMode: BillingMode.PAY_PER_REQUEST,
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true, recoveryPeriodInDays: 35 },
    deletionProtection: true,
    timeToLiveAttribute: TTL_ATTRIBUTE,
    removalPolicy: RemovalPolicy.RETAIN,
  });
  for (const indexName of indexNames)
    table.addGlobalSecondaryIndex({ indexName, ...keys(indexName), ...projection(indexName) });
  return table;
}

/** ARNs of the table's indexes, each by name. */
export const indexArns = (table: Table): string[] => indexNames.map((name) => `${table.tableArn}/index/${name}`);

const keys = (index: IndexName | undefined) => ({
  partitionKey: { name: keyNames(index).pk, type: AttributeType.STRING },
  sortKey: { name: keyNames(index).sk, type: AttributeType.STRING },
});

const projection = (index: IndexName) => ({
  projectionType: ProjectionType.INCLUDE,
  nonKeyAttributes: projectionOf(index),
});

const PRIVATE = {
  blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
  encryption: BucketEncryption.S3_MANAGED,
  enforceSSL: true,
  minimumTLSVersion: 1.2,
  objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
  removalPolicy: RemovalPolicy.RETAIN,
} as const;

/** What people sent is never thrown away; after half a year it moves to where keeping is cheap and reading still quick. */
export function keptBucket(scope: Construct, id: string, bucketName: string, access: Bucket): Bucket {
  return new Bucket(scope, id, {
    ...PRIVATE,
    bucketName,
    versioned: true,
    serverAccessLogsBucket: access,
    serverAccessLogsPrefix: `${id.toLowerCase()}/`,
    lifecycleRules: [
      {
        transitions: [{ storageClass: StorageClass.GLACIER_INSTANT_RETRIEVAL, transitionAfter: Duration.days(180) }],
        noncurrentVersionExpiration: Duration.days(365),
        abortIncompleteMultipartUploadAfter: Duration.days(7),
      },
    ],
  });
}

function accessLogs(scope: Construct, names: Names): Bucket {
  const bucket = new Bucket(scope, "Access", {
    ...PRIVATE,
    bucketName: names.bucket("access"),
    lifecycleRules: [{ expiration: Duration.days(365) }],
  });
  Validations.of(bucket).acknowledge({
    id: "AwsSolutions-S1",
    reason: "This bucket holds the access logs of the others. To log access to it into itself would never end.",
  });
  return bucket;
}

/**
 * The one secret, `{"secret": …}`, from which all tokens and webhook secrets derive; for `mail: smtp` the operator adds
 * `smtp` and `imap`. Change nothing in `generateSecretString`: CloudFormation would make a new one, and every link and
 * token sent so far would be void.
 */
function deploymentSecret(scope: Construct, secretName: string): Secret {
  const secret = new Secret(scope, "Secret", {
    secretName,
    description: "duban: tokens and webhook secrets derive from it; for mail over SMTP it holds the servers' URLs",
    // 43 letters and digits are 256 bits
    generateSecretString: {
      secretStringTemplate: "{}",
      generateStringKey: "secret",
      passwordLength: 43,
      excludePunctuation: true,
    },
    removalPolicy: RemovalPolicy.RETAIN,
  });
  Validations.of(secret).acknowledge({
    id: "AwsSolutions-SMG4",
    reason:
      "Rotating it on a schedule would void the reply tokens and form links in every mail already sent. It is rotated by hand when it may have leaked (RUNBOOK).",
  });
  return secret;
}
