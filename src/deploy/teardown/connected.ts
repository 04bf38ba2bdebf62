import { userErrorOf } from "../../base/errors";
import { Kubectl } from "../deploy/kubectl";
import { type Session } from "../deploy/session";
import { type TeardownFacts } from "./facts";
import { Look } from "./look";

/** The parts of a session that a look needs. */
export type Looking = Pick<Session, "programs" | "states" | "all">;

/**
 * Looks while `work` runs, with kubectl where steps need it. `reason` says why the Kubernetes API is not asked, and `gone` whether
 * that is because there is no cluster.
 */
export async function looking<Result>(
  session: Looking,
  facts: TeardownFacts,
  needsKubectl: boolean,
  work: (look: Look, missing?: { readonly reason: string; readonly gone: boolean }) => Promise<Result>,
): Promise<Result> {
  const alone = new Look(session, facts);
  const stack = (["platform", "cluster"] as const)
    .map((name) => session.all.find(({ layer }) => layer === name))
    .find((each) => each !== undefined);
  if (!needsKubectl || stack === undefined) return work(alone);
  if (!(await alone.hasResources("cluster")))
    return work(alone, { reason: "the state of cluster has no resources", gone: true });
  let hasBegun = false;
  try {
    return await Kubectl.connected(session, stack, async (kubectl) => {
      const reason = await kubectl.unreachable();
      hasBegun = true;
      return reason === undefined
        ? work(new Look(session, facts, kubectl))
        : work(alone, { reason, gone: false });
    });
  } catch (error) {
    if (hasBegun) throw error;
    return work(alone, { reason: userErrorOf(error).message, gone: false });
  }
}
