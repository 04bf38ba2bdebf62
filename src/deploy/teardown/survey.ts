import { type Layer } from "../../base/layers";
import { UserError } from "../../base/errors";
import { protectedInState } from "../deploy/protection";
import { type DeployedStack } from "../deploy/stacks";
import { type Looking, looking } from "./connected";
import { teardownFacts } from "./facts";
import { type Item, type Moment, type Step } from "./step";
import { stepsOf } from "./steps";

/** A layer as a teardown would find it now. */
export interface SurveyedLayer {
  readonly layer: Layer;
  readonly stack: string;
  /** Number of resources in its state. */
  readonly resources: number;
  /** Resources in its state that have prevent_destroy. */
  readonly protected: readonly string[];
  readonly steps: readonly SurveyedStep[];
}

export interface SurveyedStep extends Pick<Step, "id" | "moment" | "title" | "why" | "look" | "needs"> {
  readonly found: readonly Item[];
  /** Reason without a look. @default - it was looked at */
  readonly notLookedAt?: string;
}

/** Reads what a teardown of the chosen layers would find now, in the order of a run. Changes nothing. */
export async function survey(
  session: Looking & { readonly chosen: readonly DeployedStack[] },
): Promise<readonly SurveyedLayer[]> {
  const facts = teardownFacts(session.all);
  const chosen = session.chosen.map(({ layer }) => layer);
  const steps = stepsOf(facts).filter(
    ({ layer, goesWith }) => chosen.includes(layer) && (goesWith === undefined || !chosen.includes(goesWith)),
  );
  const needsKubectl = steps.some(({ needs }) => needs === "kubectl");
  return looking(session, facts, needsKubectl, async (look, missing) => {
    const layers: SurveyedLayer[] = [];
    for (const stack of [...session.chosen].reverse()) {
      const surveyed: SurveyedStep[] = [];
      for (const { id, moment, title, why, look: commands, needs, find } of stepsInOrder(
        steps.filter(({ layer }) => layer === stack.layer),
      )) {
        const step = { id, moment, title, why, look: commands, needs };
        if (needs === "kubectl" && missing) {
          surveyed.push({ ...step, found: [], notLookedAt: missing.reason });
          continue;
        }
        try {
          surveyed.push({ ...step, found: await find(look) });
        } catch (error) {
          if (!(error instanceof UserError)) throw error;
          surveyed.push({ ...step, found: [], notLookedAt: error.message });
        }
      }
      layers.push({
        layer: stack.layer,
        stack: stack.name,
        resources: (await session.states.resources(stack)).length,
        protected: stack.layer === "state" ? [] : await protectedInState(session.states, stack),
        steps: surveyed,
      });
    }
    return layers;
  });
}

const MOMENTS: readonly Moment[] = ["before the plan", "before the apply", "after the destroy"];

/** Steps by their moment, and within it in their order. */
export const stepsInOrder = <T extends { readonly moment: Moment }>(steps: readonly T[]): T[] =>
  MOMENTS.flatMap((moment) => steps.filter((step) => step.moment === moment));
