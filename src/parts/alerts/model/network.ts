import { constantCalls, runningCallers } from "../../../infrastructure/callers";
import { serviceSides } from "../../../infrastructure/network/connection-sides";
import { type PartNetwork } from "../../../infrastructure/network/part-network";

export const NETWORK: PartNetwork = {
  places: {
    "notification services": (plan) =>
      runningCallers(plan)
        .filter(({ sign }) => "part" in sign && sign.part === "alerts")
        .flatMap(constantCalls)
        .flatMap(({ service }) => serviceSides(plan, service)),
  },
};
