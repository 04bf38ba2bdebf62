import { type Layer } from "../../../src/base/layers";
import { type EnvironmentPlan } from "../../../src/terraform/environment-plan";
import { type Editable, altered } from "../../support/altered";

/** The plan of an environment in which one resource no longer lists another in `depends_on`. */
export const without = (
  environment: string,
  layer: Layer,
  address: string,
  dependency: string,
): EnvironmentPlan =>
  altered(environment, (layers) => {
    const [type = "", name = ""] = address.split(".");
    const resource = layers[layer].resource[type][name] as Editable;
    resource.depends_on = (resource.depends_on as string[]).filter((each) => each !== dependency);
  });
