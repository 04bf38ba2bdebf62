import { constantCalls, runningCallers } from "../../../../proof/model/callers";
import { serviceSides } from "../../../../proof/model/network/connection-sides";
import { type PartNetwork } from "../../../../proof/model/network/part-network";

export const NETWORK: PartNetwork = {
  places: {
    "notification services": (plan) =>
      runningCallers(plan)
        .filter(({ sign }) => "part" in sign && sign.part === "alerts")
        .flatMap(constantCalls)
        .flatMap(({ service }) => serviceSides(plan, service)),
  },
};
