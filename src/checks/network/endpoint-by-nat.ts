import { type Check, ruleOf } from "../check";
import { servicesWithout } from "./endpoint-missing";
import TEXTS from "./texts.json";

export const endpointByNat: Check = {
  ...ruleOf(TEXTS, "endpoint-by-nat"),
  run: (plan) => servicesWithout(plan, true),
};
