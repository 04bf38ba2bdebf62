import { entriesOf } from "../../model/kubernetes/entries";
import { timesOf } from "../../model/network/entry-times";
import { balancerOfEntry } from "../../model/network/load-balancers";
import { isOwn } from "../../model/own-blocks";
import { type Check, type Finding, at } from "../check";

export const idleTimeout: Check = {
  id: "idle-timeout",
  severity: "error",
  title: "the load balancer of the entry closes a silent connection after the time that the file states",
  why: "a shorter time ends long answers; a longer one keeps connections that no client uses",
  fix: "correct entry.idleTimeoutSeconds of the file, and synthesize again",
  source:
    "the file of the environment; Application Load Balancer user guide, Connection idle timeout (read 2026-11-28)",
  run: (plan, { statedOf }) => {
    const { idleSeconds } = statedOf(plan.name);
    if (idleSeconds === undefined) return [];
    const found = new Map<string, Finding>();
    // The key is of the entry: no key states the time of a load balancer beside it.
    const ofFile = entriesOf(plan).filter(({ kind, resource }) => kind !== "nlb" && !isOwn(plan, resource));
    for (const entry of ofFile) {
      const balancer =
        entry.kind === "target-group" ? balancerOfEntry(plan, entry)?.resource : entry.resource;
      const { idle } = timesOf(plan, entry);
      if (!balancer || idle === idleSeconds) continue;
      found.set(balancer.address, {
        ...at(balancer),
        message: `it closes a silent connection after ${idle} s, expected ${idleSeconds} s of the file`,
      });
    }
    return [...found.values()];
  },
};
