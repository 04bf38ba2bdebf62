import { jsonIn } from "../../../src/terraform/stack-json";
import { setting, type Edit, type Mutable, type MutableObject } from "../../mutate/edits";
import { changeAt } from "../../mutate/generated/change";
import { bodyAt, type StackChange, type Stacks } from "../change";

/** Settings that an add-on has beside its own ones: fewer copies, no protection, other images, more rights. */
const OF_ADDONS: Readonly<Record<string, readonly (readonly [words: string, values: MutableObject])[]>> = {
  "vpc-cni": [
    ["no network policies", { enableNetworkPolicy: "false" }],
    ["no network policies, as a flag", { enableNetworkPolicy: false }],
    ["all allowed without a policy", { env: { NETWORK_POLICY_ENFORCING_MODE: "none" } }],
    [
      "groups of pods not enforced",
      { env: { POD_SECURITY_GROUP_ENFORCING_MODE: "none", ENABLE_POD_ENI: "true" } },
    ],
    ["an image of a stranger", { image: { overrideRepository: "stranger.example.com/cni" } }],
    ["no agent of policies", { nodeAgent: { enabled: "false" } }],
  ],
  coredns: [
    ["no copies", { replicaCount: 0 }],
    ["one copy", { replicaCount: 1 }],
    ["servers of a stranger", { corefile: ".:53 {\n forward . 203.0.113.7\n}" }],
    ["copies nowhere", { nodeSelector: { stranger: "true" } }],
    ["a budget that admits nothing", { podDisruptionBudget: { maxUnavailable: 0 } }],
    ["too little memory", { resources: { limits: { memory: "1Mi" } } }],
    ["no autoscaling below", { autoScaling: { enabled: true, minReplicas: 0, maxReplicas: 1 } }],
  ],
  "metrics-server": [
    ["no copies", { replicas: 0 }],
    ["no certificate asked", { args: ["--kubelet-insecure-tls"] }],
    ["copies nowhere", { nodeSelector: { stranger: "true" } }],
  ],
  "kube-proxy": [["another mode", { mode: "userspace" }]],
  "aws-ebs-csi-driver": [
    ["no controller", { controller: { replicaCount: 0 } }],
    ["an image of a stranger", { image: { repository: "stranger.example.com/ebs" } }],
    ["nodes nowhere", { node: { nodeSelector: { stranger: "true" } } }],
  ],
  "eks-pod-identity-agent": [
    ["nodes nowhere", { nodeSelector: { stranger: "true" } }],
    ["another address", { agent: { additionalArgs: { "-b": "0.0.0.0" } } }],
  ],
  "amazon-cloudwatch-observability": [
    ["logs of a stranger", { agent: { config: { agent: { region: "us-west-2" } } } }],
  ],
};

/** Arguments of an add-on itself. */
const ARGUMENTS: readonly (readonly [words: string, key: string, value: Mutable])[] = [
  ["an old version", "addon_version", "v0.0.1-eksbuild.1"],
  ["the role of a stranger", "service_account_role_arn", "arn:aws:iam::999988887777:role/stranger"],
  ["settings that are no JSON", "configuration_values", "{"],
  ["another cluster", "cluster_name", "stranger"],
  ["another add-on", "addon_name", "stranger_addon"],
  [
    "identity of a stranger",
    "pod_identity_association",
    [{ role_arn: "arn:aws:iam::999988887777:role/stranger", service_account: "aws-node" }],
  ],
];

/** Add-ons with settings that switch off, scale to nothing, or lead elsewhere. */
export const addonDangers = (stacks: Stacks): StackChange[] =>
  stacks.flatMap(({ layer, stack }) =>
    stack.resources("aws_eks_addon").flatMap(({ address, config }) => {
      const place = ["configuration_values"] as const;
      const own = jsonIn(String(config["configuration_values"] ?? "")) ?? {};
      const change = (words: string, apply: Edit): StackChange => ({
        layer,
        address,
        change: words,
        edit: (json) => void Object.assign(bodyAt(json, address), apply(bodyAt(json, address))),
      });
      const named = OF_ADDONS[String(config["addon_name"])] ?? [];
      return [
        ...named.map(([words, values]) =>
          change(`set ${words}`, setting(place, JSON.stringify(merged(own as MutableObject, values)))),
        ),
        ...Object.keys(own as MutableObject).map((key) =>
          change(`unset ${key}`, changeAt([...place, key], undefined, "").apply),
        ),
        ...ARGUMENTS.map(([words, key, value]) => change(`set ${words}`, setting([key], value))),
        {
          layer,
          address,
          change: "remove the add-on",
          edit: (json: MutableObject) => {
            const [type = "", name = ""] = address.split(".");
            Reflect.deleteProperty((json["resource"] as MutableObject)[type] as MutableObject, name);
          },
        },
      ];
    }),
  );

const isObject = (value: Mutable | undefined): value is MutableObject =>
  value !== null && typeof value === "object" && !Array.isArray(value);

function merged(one: MutableObject, other: MutableObject): MutableObject {
  const result = structuredClone(one);
  for (const [key, value] of Object.entries(other)) {
    const before = result[key];
    result[key] = isObject(before) && isObject(value) ? merged(before, value) : value;
  }
  return result;
}
