import { type Check, ruleOf } from "../check";
import { openingsOf } from "../../infrastructure/network-openings";
import { returnPathFindings, waysOf } from "./return-paths";
import { rangeOf } from "../../infrastructure/network-ranges";
import TEXTS from "./texts.json";

type Listener = ReturnType<typeof openingsOf>["listeners"][number];

export const clientsHaveReturnPath: Check = {
  ...ruleOf(TEXTS, "clients-have-return-path"),
  run: (plan) =>
    returnPathFindings(
      plan,
      openingsOf(plan)
        .listeners.filter(({ interfaces }) => interfaces.internetFacing === false)
        .map((each) => ({ ...each, rules: each.rules.filter((rule) => !isForConsumers(each, rule)) })),
    ),
};

/** Whether the clients of a rule come through an endpoint service only: it judges their addresses, and no attachment leads to them. */
const isForConsumers = (
  { interfaces: { endpointServices, judgesConsumers, subnets } }: Listener,
  { peer }: Listener["rules"][number],
): boolean => {
  const range = "cidr" in peer ? rangeOf(peer.cidr) : undefined;
  if (range === undefined || endpointServices.length === 0 || !judgesConsumers) return false;
  return subnets.every(
    ({ table }) => table && waysOf(table, [range]).ways.every(({ way }) => way !== "attachment"),
  );
};
