import { networkPolicyPaths } from "../../../../src/proof/checks/network/network-policy-paths";
import { networkPolicyWide } from "../../../../src/proof/checks/network/network-policy-wide";
import { programLogIn } from "../../../../src/proof/checks/network/program-log-in";
import { environmentPlan, type Editable } from "../../../support/altered";
import { planWith } from "../../../support/changed-plans";
import { type Edit, foundBy, newlyFound } from "../../../support/findings";

const LOG_IN = {
  issuer: "https://login.example.com/realms/company",
  privateHost: { cidrs: ["10.64.8.0/28"], resolvedBy: "resolver-rule" },
  clientId: "ml-platform",
  secretArn: "arn:aws:secretsmanager:eu-central-1:444455556666:secret:log-in-AbCdEf",
  certificateArn: "arn:aws:acm:eu-central-1:444455556666:certificate/0a1b2c3d-0000-4000-8000-444455556667",
  programs: {
    mlflow: { host: "mlflow.ml.example.com", groups: ["data-science"] },
    "kubeflow-pipelines": { host: "pipelines.ml.example.com", groups: ["data-science"] },
    grafana: { host: "grafana.ml.example.com", groups: ["data-science", "operations"] },
  },
};

const plan = () => planWith("ml-platform", { components: { "log-in": LOG_IN } });
const platform = (): Editable => JSON.parse(JSON.stringify(plan().stack("platform"))) as Editable;

test.each([programLogIn, networkPolicyPaths, networkPolicyWide])(
  "$id finds nothing in the log-in that synth emits",
  (check) => {
    expect(foundBy(check, environmentPlan(plan()))).toEqual([]);
  },
);

test.each(["mlflow_log_in", "kubeflow_pipelines_log_in", "grafana_log_in"])(
  "the proxy %s that a change of the output lets without a group is found",
  (name) => {
    const edit: Edit = (layers) => {
      const [container] =
        layers.platform.resource.kubernetes_deployment_v1[name].spec.template.spec.container;
      container.args = (container.args as string[]).filter((each) => !each.startsWith("--allowed-group"));
    };
    expect(newlyFound([programLogIn], plan(), edit).join("\n")).toContain("--allowed-group is missing");
  },
);

test("MLflow answers the name and the origin of its page", () => {
  const [container] = (platform().resource.kubernetes_deployment_v1.mlflow as Editable).spec.template.spec
    .container;
  const value = (name: string): string =>
    container.env.find((each: Editable) => each.name === name).value as string;
  expect(value("MLFLOW_SERVER_ALLOWED_HOSTS").split(",")).toContain("mlflow.ml.example.com");
  expect(value("MLFLOW_SERVER_CORS_ALLOWED_ORIGINS")).toBe("https://mlflow.ml.example.com");
});
