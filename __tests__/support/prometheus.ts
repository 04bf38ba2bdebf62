import { type EnvironmentPlan } from "../../src/terraform/environment-plan";
import { type Editable, altered } from "./altered";
import { planWith } from "./changed-plans";
import { type Plan } from "./plan";

/** An environment with the metrics stack, and a model that it scrapes. */
export const prometheusPlan = (settings: object = {}, over: object = {}): Plan =>
  planWith("ml-inference-prod", {
    components: { "ebs-csi": {}, prometheus: settings, "cluster-autoscaler": {} },
    cluster: { nodeGroups: { general: { instanceTypes: ["m7i.xlarge"] } } },
    models: [{ name: "api", image: { tag: "1.0.0" }, metricsPath: "/metrics" }],
    ...over,
  });

/** The same with other values of the release. */
export const withValues = (edit: (values: Editable) => void): EnvironmentPlan =>
  altered(prometheusPlan(), ({ platform }) => {
    const release = platform.resource.helm_release.prometheus as Editable;
    const values = JSON.parse(release["values"][0] as string) as Editable;
    edit(values);
    release["values"] = [JSON.stringify(values)];
  });
