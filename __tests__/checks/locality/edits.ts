import { type Finding } from "../../../src/checks/check";
import { foreignNames } from "../../../src/checks/locality/foreign-names";
import { statedIn } from "../../../src/infrastructure/stated";
import { type EnvironmentPlan } from "../../../src/terraform/environment-plan";
import { type Layer } from "../../../src/base/layers";
import { altered } from "../../support/altered";
import { configWith } from "../../support/environments";
import { CONTEXT } from "../../support/findings";
import { settingsFor } from "../../support/recorded-causes";

/** In account 444455556666 and region eu-central-1. */
export const ENVIRONMENT = "ml-platform";

export interface Trusted {
  readonly kind: string;
  readonly value: string;
}

/** The context with the record of a file, and entries of `trusted`. */
export const recorded = (
  trusted: readonly Trusted[] = [],
  change: object = {},
  environment = ENVIRONMENT,
) => ({
  ...CONTEXT,
  statedOf: () =>
    statedIn([
      ...settingsFor(configWith(environment, change)),
      ...trusted.flatMap((entry, index) =>
        Object.entries({ ...entry, reason: "agreed" }).map(([key, value]) => ({
          path: ["trusted", index, key],
          value,
          at: `environments/${environment}.yaml:${index + 1}:1`,
        })),
      ),
    ]),
});

/** The environment with one more block. */
export const withBlock = (type: string, config: object, layer: Layer = "cluster"): EnvironmentPlan =>
  altered(ENVIRONMENT, (layers) => {
    const section = type.startsWith("data.") ? "data" : "resource";
    const name = type.replace("data.", "");
    const blocks = (layers[layer][section] ??= {}) as Record<string, object>;
    blocks[name] = { ...blocks[name], x: config };
  });

/** Findings of names of others, as `address: message`. */
export const foreignIn = (plan: EnvironmentPlan, trusted: readonly Trusted[] = []): string[] =>
  foreignNames.run(plan, recorded(trusted)).map(lineOf);

const lineOf = ({ address, message }: Finding): string => `${address}: ${message}`;

/** An inline policy that allows one action on a resource. */
export const policyOn = (resource: string, condition: object = {}): [type: string, config: object] => [
  "aws_iam_role_policy",
  {
    name: "x",
    role: "x",
    policy: JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: "sqs:SendMessage", Resource: resource, Condition: condition }],
    }),
  },
];

/** The plan of an environment with one more interface endpoint. */
export const endpoint = (name: string, more: object = {}) =>
  withBlock("aws_vpc_endpoint", { service_name: name, vpc_endpoint_type: "Interface", ...more }, "network");
