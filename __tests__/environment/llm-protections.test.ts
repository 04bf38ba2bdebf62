import { readdirSync, readFileSync } from "node:fs";
import { texts as TEXTS } from "../../src/environment/rules/texts.json";
import { join } from "node:path";
import ts from "typescript";
import { CHECKS } from "../../src/checks/all";
import { statedIn } from "../../src/infrastructure/stated";
import { type Editable, altered, environmentPlan } from "../support/altered";
import { planWith } from "../support/changed-plans";
import { configWith } from "../support/environments";
import { type Edit, foundBy } from "../support/findings";
import { CHAT, LARGE_CHAT, onGpus } from "../support/llm";
import { settingsFor } from "../support/recorded-causes";
import { chat, podOfChat, variablesOfChat, withArgument } from "../support/vllm";

const FOLDER = "src/environment/rules";

const textOf = (node: ts.Expression): string =>
  ts.isTemplateExpression(node)
    ? [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join("…")
    : ts.isStringLiteralLike(node)
      ? node.text
      : node.getText();

/** Texts of what each rule on language models expects, with `…` in place of values. */
const EXPECTED = [
  ...Object.entries(TEXTS).flatMap(([name, { expected }]) =>
    /^(modelLlm|llm)/.test(name) ? [expected] : [],
  ),
  ...expectedInCode(),
];

function expectedInCode(): string[] {
  return readdirSync(FOLDER)
    .filter((name) => name.startsWith("model-llm"))
    .flatMap((name) => {
      const text = readFileSync(join(FOLDER, name), "utf8");
      const source = ts.createSourceFile(name, text, ts.ScriptTarget.ES2022, true);
      const found: string[] = [];
      const visit = (node: ts.Node): void => {
        if (ts.isPropertyAssignment(node) && node.name.getText() === "expected")
          found.push(textOf(node.initializer));
        node.forEachChild(visit);
      };
      visit(source);
      return found;
    });
}

/** Rules on the form of the file: the output then has nothing of what they refuse, or no object at all. */
const FORM: Readonly<Record<string, string>> = {
  "the model and its longest sequence": "without sizes there are no arguments",
  "no card beside model, whose card is … of the table": "one of both would have no effect",
  "a model of the table, or the card of another one": "without sizes there are no arguments",
  why: "the arithmetic takes sizes of a card from the file alone",
  "the image of vLLM in a registry of your own": "no default names an image",
  "no … with kind: llm: …": "these keys would have no effect, or be overwritten",
  "at most …, the number of folders": "further slots only take memory, which vllm-values counts",
  "no … with kind: llm, which sets it": "it would be overwritten; vllm-calls judges the value",
};

interface Protection {
  readonly rule: string;
  /** The check of the output. */
  readonly check: string;
  readonly change: object;
  /** The fault in the output. */
  readonly edit: Edit;
}

const SMALL = { ...onGpus("g6.xlarge"), models: [CHAT] };
const LARGE = { ...onGpus("g6e.48xlarge"), models: [LARGE_CHAT] };
const ADAPTED = {
  ...onGpus("g6e.xlarge"),
  models: [
    {
      ...CHAT,
      llm: {
        ...CHAT.llm,
        adapters: { folders: { sql: "adapters/sql/" } },
        extraArguments: ["--max-logprobs=5"],
      },
      weights: { sizeGiB: 16, mode: "mount", mibPerSecond: 500 },
    },
  ],
};
const COPIED = {
  ...SMALL,
  models: [{ ...CHAT, weights: { sizeGiB: 16, mode: "download" }, startupSeconds: 900 }],
};

const onGroups =
  (edit: (group: Editable) => void): Edit =>
  ({ cluster }) => {
    for (const group of Object.values(cluster.resource.aws_eks_node_group)) {
      const { labels } = group as { labels: Record<string, string> };
      if (Object.values(labels).includes("gpu")) edit(group as Editable);
    }
  };

const ofType = (type: string): Edit => onGroups((group) => (group["instance_types"] = [type]));

const volumeAt = (path: string, size: string): Edit =>
  podOfChat((spec) => {
    const [{ volume_mount: mounts }] = spec["container"];
    const { name } = mounts.find((each: Editable) => each["mount_path"] === path);
    spec["volume"].find((each: Editable) => each["name"] === name).empty_dir.size_limit = size;
  });

const TYPE = "a model that fits on a …: …";

const PROTECTIONS: readonly Protection[] = [
  {
    rule: "a length that the model can serve: …",
    check: "vllm-values",
    change: SMALL,
    edit: withArgument("--max-model-len", "--max-model-len=2000000"),
  },
  {
    rule: "a number of GPUs that can share the model: …",
    check: "vllm-values",
    change: SMALL,
    edit: withArgument("--tensor-parallel-size", "--tensor-parallel-size=3"),
  },
  {
    rule: "…, the GPUs of llm.tensorParallel",
    check: "server-options",
    change: SMALL,
    edit: withArgument("--tensor-parallel-size", "--tensor-parallel-size=2"),
  },
  {
    rule: "…, the GPUs of llm.tensorParallel",
    check: "vllm-values",
    change: LARGE,
    edit: withArgument("--tensor-parallel-size", "--tensor-parallel-size=4"),
  },
  {
    rule: "a node group with GPUs for the model",
    check: "pod-placement",
    change: SMALL,
    edit: podOfChat((spec) => (spec["node_selector"] = { "private-eks-inference/node-group": "general" })),
  },
  { rule: TYPE, check: "pod-fits-node", change: LARGE, edit: ofType("g6e.12xlarge") },
  { rule: TYPE, check: "vllm-values", change: LARGE, edit: ofType("g6.48xlarge") },
  { rule: TYPE, check: "vllm-values", change: SMALL, edit: ofType("g4dn.xlarge") },
  {
    rule: TYPE,
    check: "vllm-values",
    change: SMALL,
    edit: withArgument("--max-model-len", "--max-model-len=131072"),
  },
  {
    rule: TYPE,
    check: "vllm-values",
    change: SMALL,
    edit: (layers) => {
      ofType("g4dn.xlarge")(layers);
      withArgument("--dtype", "--dtype=float16", "--quantization=mxfp4")(layers);
    },
  },
  { rule: TYPE, check: "vllm-values", change: SMALL, edit: ofType("p3dn.24xlarge") },
  {
    rule: TYPE,
    check: "pod-fits-node",
    change: SMALL,
    edit: chat((container) => (container["resources"].requests.memory = "64Gi")),
  },
  {
    rule: "a path of its server, such as …",
    check: "server-options",
    change: SMALL,
    edit: ({ models }) => {
      const [ingress] = Object.values(models.resource.kubernetes_ingress_v1);
      for (const rule of (ingress as Editable)["spec"].rule)
        for (const each of rule.http.path) each.path = "/predict";
    },
  },
  {
    rule: "…, a path of its server",
    check: "health-path",
    change: SMALL,
    edit: chat((container) => {
      for (const probe of ["liveness_probe", "readiness_probe", "startup_probe"])
        container[probe].http_get.path = "/healthz";
    }),
  },
  {
    rule: "no volume … or … with kind: llm, which has one",
    check: "vllm-folders",
    change: SMALL,
    edit: podOfChat((spec) => {
      for (const { empty_dir: volume } of spec["volume"]) delete volume.medium;
    }),
  },
  {
    rule: "at least … for …: Kubernetes evicts a pod whose folder is full",
    check: "vllm-folders",
    change: SMALL,
    edit: volumeAt("/models", "64Mi"),
  },
  {
    rule: "at least … for …: Kubernetes evicts a pod whose folder is full",
    check: "vllm-folders",
    change: SMALL,
    edit: volumeAt("/tmp", "64Mi"),
  },
  {
    rule: "at least …Mi for the processes of vLLM, their buffers and shared memory",
    check: "vllm-values",
    change: SMALL,
    edit: chat((container) => (container["resources"].requests.memory = "4Gi")),
  },
  {
    rule: "at least …, since the files have … GiB (… parameters of … bits)",
    check: "cold-start",
    change: COPIED,
    edit: ({ models }) => {
      const { annotations } = models.resource.kubernetes_deployment_v1.chat.metadata;
      annotations["private-eks-inference/weights-mib"] = "8192";
    },
  },
  {
    rule: "weights that fit beside the image: … GiB of weights, … of tmpMiB and modelCacheMiB and … for the system and images are … GiB, and the … has … for pods",
    check: "weights-disk",
    change: COPIED,
    edit: ({ cluster }) => {
      for (const template of Object.values(cluster.resource.aws_launch_template))
        for (const { ebs } of (template as Editable)["block_device_mappings"] ?? []) ebs.volume_size = 40;
    },
  },
  {
    rule: "at least …: … s for the server…, … s for the compilation and … s for the warm-up",
    check: "cold-start",
    change: SMALL,
    edit: chat((container) => (container["startup_probe"].failure_threshold = 6)),
  },
  {
    rule: "weights beside it, since the server reads these files from a folder and not from the bucket",
    check: "vllm-values",
    change: ADAPTED,
    edit: chat((container) => {
      container["volume_mount"] = container["volume_mount"].filter(
        ({ mount_path: path }: Editable) => path !== "/mnt/weights",
      );
    }),
  },
  {
    rule: "another name than that of the model, since clients ask for both by their names",
    check: "vllm-values",
    change: ADAPTED,
    edit: withArgument("--served-model-name", "--served-model-name=sql"),
  },
  {
    rule: "another flag than …, which … sets",
    check: "vllm-arguments",
    change: ADAPTED,
    edit: withArgument("--max-logprobs", "--port=9000"),
  },
  {
    rule: "no …: …",
    check: "vllm-calls",
    change: ADAPTED,
    edit: withArgument("--max-logprobs", "--trust-remote-code"),
  },
  {
    rule: "no …: …",
    check: "server-options",
    change: ADAPTED,
    edit: withArgument("--max-logprobs", "--allow-credentials"),
  },
  {
    rule: "no …: …",
    check: "vllm-values",
    change: ADAPTED,
    edit: withArgument("--max-logprobs", "--gpu-memory-utilization=0.4"),
  },
  {
    rule: "no … with kind: llm, which sets it",
    check: "vllm-calls",
    change: SMALL,
    edit: variablesOfChat((data) => (data["HF_HUB_OFFLINE"] = "0")),
  },
];

test("each rule on language models is one on the form of the file, or protects what runs and has its check", () => {
  const judged = new Set([...Object.keys(FORM), ...PROTECTIONS.map(({ rule }) => rule)]);
  expect(EXPECTED.filter((rule) => !judged.has(rule))).toEqual([]);
  expect([...judged].filter((rule) => !EXPECTED.includes(rule))).toEqual([]);
});

test.each(PROTECTIONS.map((each, index) => ({ ...each, index })))(
  "$check judges the output for the rule: $rule ($index)",
  ({ check: id, change, edit }) => {
    const check = CHECKS.find((each) => each.id === id);
    if (!check) throw new Error(`no check ${id}`);
    const stated = statedIn(settingsFor(configWith("retail-forecast", change)));
    const context = { statedOf: () => stated };
    const plan = planWith("retail-forecast", change);
    const before = foundBy(check, environmentPlan(plan), context);
    const after = foundBy(check, altered(plan, edit), context);
    expect(after.filter((each) => !before.includes(each) && !each.includes("not judged"))).not.toEqual([]);
  },
);
