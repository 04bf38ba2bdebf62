import { type Range, rangeOf } from "../../infrastructure/network-ranges";
import { AddressSpan } from "../../infrastructure/network-traffic";
import { type Check, at, ruleOf } from "../check";
import { vpcsOf } from "../../infrastructure/network-routes";
import TEXTS from "./texts.json";

/** Default range of Docker's bridge, which services such as SageMaker and Cloud9 use on their machines. */
const DOCKER = rangeOf("172.17.0.0/16");

/** Range of benchmarks (RFC 2544), which the internet does not route. */
const BENCHMARKS = rangeOf("198.18.0.0/15");

export const vpcRange: Check = {
  ...ruleOf(TEXTS, "vpc-range"),
  run: (plan) =>
    vpcsOf(plan)
      .all.filter(({ isFound }) => !isFound)
      .flatMap(({ resource, ranges }) =>
        ranges.flatMap((range) =>
          problemsOf(range).map((problem) => ({
            ...at(resource),
            message: `its range ${AddressSpan.ofRange(range).text} ${problem}`,
          })),
        ),
      ),
};

const problemsOf = (range: Range): string[] => [
  ...(DOCKER?.meets(range) ? ["meets 172.17.0.0/16, which some AWS services use"] : []),
  ...(range.isOffInternet || BENCHMARKS?.holds(range)
    ? []
    : ["has addresses of the internet, which the VPC then does not reach"]),
];
