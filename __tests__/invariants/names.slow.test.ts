import fc from "fast-check";
import { type Json, asArray, asObject } from "../../src/terraform/stack-json";
import { smallEnvironment } from "../support/minimal-file";
import { type SynthOutcome, synthOf } from "../support/synth-of";

/**
 * Longest values of arguments with a name, by Terraform type and the last keys of the path (API references of the
 * services; Kubernetes, "Object Names and IDs"; Helm; read 2026-11-21). The checks read another table.
 */
const LONGEST: readonly (readonly [type: RegExp, argument: RegExp, max: number])[] = [
  [/^aws_iam_role$/, /^name$/, 64],
  [/^aws_iam_(policy|role_policy|instance_profile)$/, /^name$/, 128],
  [/^aws_(lb|lb_target_group)$/, /^name$/, 32],
  [/^aws_s3_bucket$/, /^bucket$/, 63],
  [/^aws_cloudwatch_log_group$/, /^name$/, 512],
  [/^aws_ecr_repository$/, /^name$/, 256],
  [/^aws_eks_(cluster|fargate_profile)$/, /^(fargate_profile_)?name$/, 100],
  [/^aws_eks_node_group$/, /^node_group_name$/, 63],
  [/^aws_launch_template$/, /^name$/, 128],
  [/^aws_kms_alias$/, /^name$/, 256],
  [/^aws_(cloudwatch_metric_alarm|security_group)$/, /^(alarm_name|name)$/, 255],
  [/^aws_sns_topic$/, /^name$/, 256],
  [/^aws_/, /(^|\.)tags\.[^.]+$/, 256],
  [/^helm_release$/, /^name$/, 53],
  [/^kubernetes_(service|namespace)_v1$/, /^metadata\.name$/, 63],
  [/^kubernetes_/, /^metadata\.name$/, 253],
  [/^kubernetes_/, /(^|\.)(labels|match_labels|selector|node_selector)\..+$/, 63],
  [/^kubernetes_/, /(^|\.)(container|volume)\.\d+\.name$/, 63],
  [/^kubernetes_/, /(^|\.)port\.\d+\.name$/, 15],
];

interface Named {
  readonly at: string;
  readonly text: string;
  readonly max: number;
}

function named(value: Json, type: string, path: string): Named[] {
  if (typeof value === "string") {
    const [, , max] = LONGEST.find(([types, argument]) => types.test(type) && argument.test(path)) ?? [];
    return max === undefined || value.includes("${") ? [] : [{ at: `${type} ${path}`, text: value, max }];
  }
  const entries: [string | number, Json][] = Array.isArray(value)
    ? [...asArray(value).entries()]
    : Object.entries(asObject(value));
  return entries.flatMap(([key, inner]) => named(inner, type, path === "" ? String(key) : `${path}.${key}`));
}

const namesIn = ({ files }: SynthOutcome): Named[] =>
  [...files]
    .filter(([file]) => file.endsWith("cdk.tf.json"))
    .flatMap(([, text]) =>
      Object.entries(asObject(asObject(JSON.parse(text) as Json)["resource"])).flatMap(([type, all]) =>
        Object.values(asObject(all)).flatMap((config) => named(config, type, "")),
      ),
    );

const label = (longest: number, least = 1) =>
  fc
    .stringMatching(new RegExp(`^[a-z]([a-z0-9-]{${Math.max(0, least - 2)},${longest - 2}}[a-z0-9])$`))
    .map((name) => name.replace(/-+/g, "-"));

const reserved = fc.constantFrom(
  "constructor",
  "models",
  "models-default-deny",
  "all-models",
  "default",
  "cluster",
  "tostring",
  "s3",
);
const someName = (longest: number) => fc.oneof({ arbitrary: label(longest), weight: 3 }, reserved);

const roleName = fc.oneof(
  fc.stringMatching(/^[\w+=,.@-]{1,64}$/),
  fc.constantFrom("constructor", "__proto__", "a.b", "a-b", "a_b", "x/a", "y/a"),
);

const environments = fc.record({
  name: label(24, 3).filter((name) => name.length >= 3),
  models: fc.uniqueArray(
    fc.oneof(
      someName(63),
      label(40).map((tail) => `${"m".repeat(50)}${tail}`.slice(0, 63).replace(/-+$/, "")),
    ),
    {
      minLength: 1,
      maxLength: 4,
    },
  ),
  namespace: fc.oneof(label(63), fc.constant("models")),
  groups: fc.uniqueArray(someName(20), { minLength: 1, maxLength: 3 }),
  admins: fc.uniqueArray(roleName, { minLength: 1, maxLength: 4 }),
  entry: fc.oneof(
    fc.record({ type: fc.constant("ingress"), name: someName(63), httpOnly: fc.constant(true) }),
    fc.constant({ type: "nlb" }),
    fc.constant({ type: "terraform-alb", httpOnly: true }),
  ),
  attachment: someName(24),
});

/** Messages about a name that is taken or reserved, which is the only reason to refuse these environments. */
const ABOUT_A_NAME =
  /expected (a name that no other object|a name other than|names that give each resource|a namespace that)|is a reserved key of JavaScript|got the key constructor|is invalid, expected/;

test("generated names become names within the limits of AWS and Kubernetes, or an error that names them", async () => {
  let accepted = 0;
  await fc.assert(
    fc.asyncProperty(environments, async ({ name, models, namespace, groups, admins, entry, attachment }) => {
      const outcome = await synthOf({
        [name]: smallEnvironment({
          namespace,
          prometheusRelease: "monitoring",
          network: {
            egress: "single-nat",
            attachments: [
              {
                type: "transit-gateway",
                name: attachment,
                transitGatewayId: "tgw-0123456789abcdef0",
                cidrs: ["10.64.0.0/16"],
              },
            ],
          },
          cluster: {
            admins: admins.map((role) => `arn:aws:iam::111122223333:role/${role}`),
            nodeGroups: Object.fromEntries(
              groups.map((group) => [group, { instanceTypes: ["m7i.4xlarge"] }]),
            ),
          },
          entry,
          models: (entry.type === "terraform-alb" ? models.slice(0, 1) : models).map((model, index) => ({
            name: model,
            image: { tag: "1.0.0" },
            paths: [`/${index}`],
            secrets: [`team/key-${index}`],
            kubernetesApi: true,
            metricsPath: "/metrics",
            nodeGroup: groups[0],
            replicas: { min: 2, max: 2 },
          })),
        }),
      });
      if (outcome.refusal !== undefined) {
        expect(outcome.refusal).toMatch(ABOUT_A_NAME);
        return;
      }
      accepted += 1;
      const all = namesIn(outcome);
      expect(all.length).toBeGreaterThan(50);
      expect(all.filter(({ text, max }) => text.length > max)).toEqual([]);
    }),
    { numRuns: 40 },
  );
  expect(accepted).toBeGreaterThan(10);
}, 120_000);
