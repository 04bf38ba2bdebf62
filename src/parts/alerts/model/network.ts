import { constantCalls, runningCallers } from "../../../infrastructure/callers";
import { serviceSides } from "../../../infrastructure/connection-sides";
import { type PartNetwork } from "../../../infrastructure/part-network";

export const NETWORK: PartNetwork = {
  places: {
    "notification services": (plan) =>
      runningCallers(plan)
        .filter(({ sign }) => "part" in sign && sign.part === "alerts")
        .flatMap(constantCalls)
        .flatMap(({ service }) => serviceSides(plan, service)),
  },
};
