import { rangeOf } from "../../infrastructure/network-ranges";
import { AddressSpan } from "../../infrastructure/network-traffic";
import { type Check, at, ruleOf } from "../check";
import { vpcsOf } from "../../infrastructure/network-routes";
import TEXTS from "./texts.json";

/** Default range of Docker's bridge, which services such as SageMaker and Cloud9 use on their machines. */
const DOCKER = rangeOf("172.17.0.0/16");

export const vpcRange: Check = {
  ...ruleOf(TEXTS, "vpc-range"),
  run: (plan) =>
    vpcsOf(plan)
      .all.filter(({ isFound }) => !isFound)
      .flatMap(({ resource, ranges }) =>
        ranges
          .filter((range) => DOCKER && range.meets(DOCKER))
          .map((range) => ({
            ...at(resource),
            message: `its range ${AddressSpan.ofRange(range).text} meets 172.17.0.0/16, which some AWS services use`,
          })),
      ),
};
