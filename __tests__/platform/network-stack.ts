import { type StackJson } from "../../src/terraform/stack-json";
import { ENVIRONMENTS, configWith } from "../support/environments";
import { planOf } from "../support/reference-plans";

export const RETAIL = "retail-forecast";

/** Environments with a created network; the existing network has its own tests. */
export const CREATED = ENVIRONMENTS.filter((name) => configWith(name).network.existing === undefined);

export const networkOf = (environment: string): StackJson => planOf(environment).stack("network");
