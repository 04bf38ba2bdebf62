import { fargateLogRouterCheck } from "../../../../src/parts/fargate-log-router/checks/fargate-log-router";
import { newlyFound } from "../../../support/findings";
import { type Case } from "../../../checks/workload/edits";

const CHECK = [fargateLogRouterCheck];

test.each<Case>([
  [
    "a log namespace without its label",
    "mlapp",
    ({ platform }) => delete platform.resource.kubernetes_namespace_v1.fargate_logging.metadata.labels,
    "namespace aws-observability lacks the label aws-observability=enabled, so Fargate ignores it",
  ],
  [
    "a parser that does not exist",
    "mlapp",
    ({ platform }) => delete platform.resource.kubernetes_config_map_v1.fargate_logging.data["parsers.conf"],
    "its filters use the parser crio, which it does not define",
  ],
])("fargate-log-router finds %s", (_, environment, edit, problem) => {
  expect(newlyFound(CHECK, environment, edit)).toContainEqual(expect.stringContaining(problem));
});
