import { type Expression } from "../../terraform/expression";
import { text } from "../../terraform/stack-json";
import { claims, partsIn } from "../../infrastructure/claims";
import { objectOfLookup } from "../../infrastructure/network-entries";
import { type PlannedResource } from "../../terraform/environment-plan";
import { type Check, combinedFinding, ruleOf } from "../check";
import TEXTS from "./texts.json";
import FACTS from "./wanted-claims.json";

export const foundEntry: Check = {
  ...ruleOf(TEXTS, "found-entry"),
  run: (plan) =>
    Object.entries(VERIFIED).flatMap(([type, wanted]) =>
      plan
        .resources(type)
        .filter((found) => objectOfLookup(plan, found) === undefined)
        .flatMap((found) =>
          combinedFinding(found, "the existing resource", [
            ...wanted
              .filter((each) => !isVerified(found, each))
              .map(({ what }) => `no postcondition verifies ${what}`),
            ...(isNamed(found) ? [] : ["is not identified by name, ARN or port"]),
          ]),
        ),
    ),
};

interface Wanted {
  readonly what: string;
  /** Forms of a claim that verifies it. */
  readonly forms: readonly string[];
  /** The form of each item of the part `LIST`. @default - the claim has no list */
  readonly item?: string;
}

const VERIFIED: Readonly<Record<string, readonly Wanted[]>> = FACTS.claims;

const isVerified = ({ config }: PlannedResource, { forms, item }: Wanted): boolean =>
  forms
    .flatMap((form) => claims(config, form))
    .some((parts) => item === undefined || isListOf(parts.items("LIST"), item));

const isListOf = (items: readonly Expression[], form: string): boolean =>
  items.length > 0 && items.every((each) => partsIn(form, each) !== undefined);

/** Whether the lookup has a name or ARN, or for a listener a load balancer and port. */
const isNamed = ({ type, config }: PlannedResource): boolean =>
  type === "aws_lb_listener"
    ? config["load_balancer_arn"] !== undefined && config["port"] !== undefined
    : (text(config["name"]) ?? text(config["arn"]) ?? "") !== "";
