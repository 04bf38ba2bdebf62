import { texts as TEXTS } from "./texts.json";
import { KSERVE_SERVERS } from "../../facts/kserve-servers";
import { KSERVE_METRICS } from "../facts/kserve";
import { own } from "../../base/own";
import { type EnvironmentConfig } from "../schema";
import { weightsOf } from "../weights";
import { type KeyProblem, when } from "./key-problem";
import { llmRules } from "./model-llm";

type Model = EnvironmentConfig["models"][number];

/** Longest name: KServe adds `-predictor`, and a Service has at most 63 characters. */
const LONGEST_NAME = 53;

/** Deadline of the Deployments that KServe creates, which no field sets (kserve/kserve v0.20.0, read 2026-11-22). */
const DEADLINE_SECONDS = 600;

/** Rules on the program of a model: an image of its own, a server of KServe, or one of a language model. */
export const programRules = (model: Model, config: EnvironmentConfig): KeyProblem[] =>
  ({
    container: () => [...containerKeys(model), ...withoutLlm(model)],
    kserve: () => [
      ...kserveKeys(model, config),
      ...serverRules(model),
      ...deadlineRules(model),
      ...withoutLlm(model),
    ],
    llm: () => llmRules(model, config),
  })[model.kind]();

const withoutLlm = ({ llm }: Model): KeyProblem[] =>
  llm === undefined
    ? []
    : [{ key: ["llm"], expected: "no llm without kind: llm", fix: "add kind: llm, or remove it" }];

const containerKeys = ({ image, format }: Model): KeyProblem[] => [
  ...when(image === undefined, TEXTS.modelKserveImage),
  ...when(format !== undefined, TEXTS.modelKserveFormat),
];

function kserveKeys(model: Model, { components }: EnvironmentConfig): KeyProblem[] {
  const without = (key: keyof Model & string, why: string): KeyProblem[] => [
    { key: [key], expected: `no ${key} with kind: kserve: ${why}`, fix: "remove it" },
  ];
  return [
    ...when(own(components ?? {}, "kserve") === undefined, TEXTS.modelKserveKind),
    ...when(model.format === undefined, {
      key: ["format"],
      expected: `the format of the file, by the library that wrote it: ${KSERVE_SERVERS.libraries}`,
      fix: "add it, such as format: sklearn, and write the file with the version of that library",
    }),
    ...when(model.weights === undefined, TEXTS.modelKserveWeights),
    ...(model.image ? without("image", "the server of the format has its own") : []),
    ...(model.command ? without("command", "the server of the format has its own") : []),
    ...(model.arguments ? without("arguments", "the server of the format has its own") : []),
    ...(model.metricsPath === undefined
      ? []
      : without(
          "metricsPath",
          `its server has its metrics at ${KSERVE_METRICS.path}, which Prometheus reads`,
        )),
    ...(model.drainsOnSigterm ? without("drainsOnSigterm", "its servers do not read DRAIN_SECONDS") : []),
    ...(model.gpus > 0 ? without("gpus", "its servers of these formats use the CPU") : []),
    ...(Object.hasOwn(model.environment, "PYTHONPATH") ? [TEXTS.modelKservePythonPath] : []),
  ];
}

/** Paths that the server answers. It knows the model by its name. */
function serverRules({ name, paths, healthPath }: Model): KeyProblem[] {
  const answered = [`/v1/models/${name}`, `/v2/models/${name}`];
  const healthy = [...answered.slice(0, 1), `${answered[1] ?? ""}/ready`, "/v2/health/ready"];
  return [
    ...when(name.length > LONGEST_NAME, {
      key: ["name"],
      expected: `at most ${LONGEST_NAME} characters for kind: kserve`,
      fix: "rename the model",
    }),
    ...paths.flatMap((path, index) =>
      answered.some((each) => path === each || path.startsWith(`${each}:`) || path.startsWith(`${each}/`))
        ? []
        : [
            {
              key: ["paths", index],
              expected: `a path that its server answers: /v1/models/${name}:predict or /v2/models/${name}/infer`,
              fix: `write paths: ["/v1/models/${name}:predict"]`,
            },
          ],
    ),
    ...when(!healthy.includes(healthPath), {
      key: ["healthPath"],
      expected: `a path of its server: ${healthy.join(", ")}`,
      fix: `write healthPath: /v1/models/${name}`,
    }),
  ];
}

/** The check `weights-budget` also counts the registration in a load balancer. */
function deadlineRules(model: Model): KeyProblem[] {
  const read = weightsOf(model)?.readSeconds ?? 0;
  const longest = DEADLINE_SECONDS - read;
  return model.startupSeconds > longest
    ? [
        {
          key: ["startupSeconds"],
          expected: `at most ${Math.max(longest, 0)}: the rollouts of KServe end after ${DEADLINE_SECONDS} s${read > 0 ? `, of which reading the weights takes ${read} s` : ""}`,
          fix: "lower it, or write kind: container with an image of your own",
        },
      ]
    : [];
}
