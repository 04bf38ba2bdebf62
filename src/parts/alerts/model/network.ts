import { runningCallers } from "../../../infrastructure/callers";
import { type PartNetwork, serviceSides } from "../../../infrastructure/network-needs";
import { constantCalls } from "../../../evidence/callers";

export const NETWORK: PartNetwork = {
  places: {
    "notification services": (plan) =>
      runningCallers(plan)
        .filter(({ sign }) => "part" in sign && sign.part === "alerts")
        .flatMap(constantCalls)
        .flatMap(({ service }) => serviceSides(plan, service)),
  },
};
