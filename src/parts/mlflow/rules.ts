import { meantOr } from "../../base/did-you-mean";
import { isVersionOf } from "../../environment/weights";
import { MLFLOW } from "./names";
import { type MlflowSettings } from "./settings";
import { type RuleProblem } from "../../environment/rule-problems";
import { type EnvironmentConfig } from "../../environment/schema";

/** The server runs on nodes, where the driver that mounts its password runs. Models of the registry are models of the file. */
export const mlflowRules = (settings: MlflowSettings, config: EnvironmentConfig): RuleProblem[] => [
  ...placeProblems(config),
  ...settings.promotes.flatMap((name, index) => promotionProblems(config, settings.promotes, name, index)),
];

const placeProblems = ({ cluster, network }: EnvironmentConfig): RuleProblem[] => [
  ...(Object.keys(cluster.nodeGroups).length > 0
    ? []
    : [
        {
          path: ["components", MLFLOW],
          expected: "a node group, since the driver that mounts the password runs on no Fargate node",
          fix: "add a node group to cluster.nodeGroups, or remove components.mlflow",
        },
      ]),
  ...((cluster.zones ?? network.zones).length > 1
    ? []
    : [
        {
          path: ["components", MLFLOW],
          expected: "at least two zones, since RDS needs subnets in two",
          fix: "add a zone to network.zones",
        },
      ]),
];

function promotionProblems(
  { models }: EnvironmentConfig,
  all: readonly string[],
  name: string,
  index: number,
): RuleProblem[] {
  const path = ["components", MLFLOW, "promotes", index];
  const model = models.find((each) => each.name === name);
  if (!model) {
    const names = models.map((each) => each.name);
    return [
      {
        path,
        got: name,
        expected: `a model of the file: ${names.join(", ")}`,
        fix: meantOr("add the model to models, or remove the name", name, names),
      },
    ];
  }
  if (all.indexOf(name) !== index)
    return [{ path, got: name, expected: "each model once", fix: "remove the second one" }];
  if (model.weights && isVersionOf(name, model.bucketPrefix)) return [];
  return [
    {
      path: ["models", models.indexOf(model), ...(model.weights ? ["bucketPrefix"] : [])],
      ...(model.weights ? { got: model.bucketPrefix ?? "none, so that the pods have all versions" } : {}),
      expected: `${model.weights ? "" : "weights and "}the prefix of a version, since components.mlflow.promotes copies versions of ${name}`,
      fix: `write bucketPrefix: ${name}/1/ for version 1${model.weights ? "" : ", and weights: { sizeGiB: … }"}, or remove ${name} from components.mlflow.promotes`,
    },
  ];
}
