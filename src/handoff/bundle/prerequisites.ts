import { type Json, type JsonObject, asArray, asObject } from "../../terraform/stack-json";
import { type Module } from "../module/module";
import { configsOf, inBlocks, seek } from "../variables/variable";

type Prerequisites = (source: JsonObject, modules: readonly Module[]) => string[];

/** Texts in the values of a module that name something, one line for each distinct text. */
const named =
  (form: RegExp, line: (text: string) => string): Prerequisites =>
  (source) =>
    [...new Set([...JSON.stringify(source).matchAll(form)].map(([text]) => text))].map(line);

const PREREQUISITES: readonly Prerequisites[] = [
  foundNetwork,
  admins,
  named(
    /arn:[\w-]+:acm:[\w-]+:\d{12}:certificate\/[\w-]+/g,
    (arn) => `The ACM certificate \`${arn}\`, with status Issued.`,
  ),
  hostedZones,
  identityProviders,
  named(
    /arn:[\w-]+:wafv2:[\w-]+:\d{12}:regional\/webacl\/[\w-]+\/[\w-]+/g,
    (arn) => `The web ACL \`${arn}\`.`,
  ),
  // ARNs in policies end with a pattern for the suffix that Secrets Manager appends to a name.
  named(
    /:secret:[^"\\]+?-\?{6}/g,
    (resource) =>
      `The secret \`${resource.replace(/^:secret:|-\?+$/g, "")}\` in Secrets Manager, with a value. Pods that mount it do not start without it.`,
  ),
  named(
    /arn:[\w-]+:kms:[\w-]+:\d{12}:key\/[\w-]+/g,
    (arn) => `The KMS key \`${arn}\`, enabled, with a policy that allows this account.`,
  ),
  modelFiles,
  drains,
];

/** Prerequisites of a module's first apply that no module creates, one line for each. */
export const prerequisitesOf = ({ source }: Module, modules: readonly Module[]): string[] =>
  PREREQUISITES.flatMap((each) => each(source, modules));

/** Manual steps after a module is applied, one line for each. */
export function afterwardsOf({ source }: Module): string[] {
  return configsOf(source, "aws_sns_topic_subscription").flatMap(({ protocol, endpoint }) =>
    protocol === "email" && typeof endpoint === "string"
      ? [
          `AWS sends an email to ${endpoint}. Confirm the subscription in it; until then, no alarm is delivered.`,
        ]
      : [],
  );
}

function foundNetwork(source: JsonObject): string[] {
  const found = asObject(asObject(source["data"])["aws_vpcs"]);
  if (Object.keys(found).length === 0) return [];
  return [
    "The network that this module looks up by name and tags. The plan reports everything in it that is not as expected.",
  ];
}

function admins(source: JsonObject): string[] {
  return configsOf(source, "aws_eks_access_entry").flatMap(({ principal_arn: arn }) =>
    typeof arn === "string" && arn.startsWith("arn:")
      ? [`The IAM principal \`${arn}\`, which gets access to the cluster.`]
      : [],
  );
}

function hostedZones(source: JsonObject): string[] {
  const read = Object.values(asObject(asObject(source["data"])["aws_route53_zone"])).map(asObject);
  const zones = [...configsOf(source, "aws_route53_record"), ...read].flatMap(({ zone_id: zone }) =>
    typeof zone === "string" && !zone.includes("${") ? [zone] : [],
  );
  return [...new Set(zones)].map(
    (zone) => `The Route 53 hosted zone \`${zone}\`, to which the domain's registrar delegates.`,
  );
}

function identityProviders(source: JsonObject): string[] {
  const found = Object.values(asObject(asObject(source["data"])["aws_iam_openid_connect_provider"]));
  return found.map((each) => `The OIDC provider \`${String(asObject(each)["url"])}\` in IAM of the account.`);
}

function modelFiles(source: JsonObject, modules: readonly Module[]): string[] {
  const created = modules.flatMap((module) =>
    configsOf(module.source, "aws_s3_bucket").map(({ bucket }) => bucket),
  );
  const places = configsOf(source, "kubernetes_config_map_v1").flatMap((config) => {
    const { MODEL_BUCKET: bucket, MODEL_PREFIX: prefix } = asObject(config["data"]);
    return typeof bucket === "string" && typeof prefix === "string"
      ? [{ bucket, prefix, name: String(seek(config, ["metadata", "name"])) }]
      : [];
  });
  return places.map(
    ({ bucket, prefix, name }) =>
      `The model files of ${name} under \`s3://${bucket}/${prefix}\`${created.includes(bucket) ? "" : ", and the bucket itself"}.`,
  );
}

/** A preStop hook runs a command that the image must contain. Without a hook, the image drains by itself. */
function drains(source: JsonObject): string[] {
  return configsOf(source, "kubernetes_deployment_v1").flatMap((deployment) =>
    containersOf(deployment).flatMap((container) => {
      const hook = commandOf(inBlocks(container, ["lifecycle", "pre_stop", "exec", "command"]));
      if (hook !== undefined) {
        return [
          `An image of ${String(container["name"])} that contains the command \`${hook}\`, which runs before a pod stops. Most images without a shell do not contain it.`,
        ];
      }
      const seconds = asArray(container["env"])
        .map(asObject)
        .find(({ name }) => name === "DRAIN_SECONDS")?.["value"];
      return seconds === undefined
        ? []
        : [
            `An image of ${String(container["name"])} that keeps serving for ${String(seconds)} seconds (\`DRAIN_SECONDS\`) after SIGTERM, then ends open requests and exits.`,
          ];
    }),
  );
}

const containersOf = (deployment: JsonObject): JsonObject[] =>
  asArray(seek(deployment, ["spec", "template", "spec", "container"])).map(asObject);

const commandOf = (command: Json | undefined): string | undefined => {
  const [first] = asArray(command);
  return typeof first === "string" ? first : undefined;
};
