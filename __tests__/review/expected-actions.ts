import { compareEnvironments } from "../../src/review/compare-environments";
import { type Plan } from "../support/plan";
import { type Layers, edited } from "./pairs";

/** Actions after an edit of an environment's JSON: `action layer/address`. */
export function actions(environment: string | Plan, edit: (layers: Layers) => void): string[] {
  return compareEnvironments(edited(environment, edit))
    .resources.filter(({ action, from }) => action !== "none" || from !== undefined)
    .map(
      ({ action, layer, address, from }) =>
        `${action} ${layer}/${address}${from === undefined ? "" : ` from ${from}`}`,
    );
}

/** The change of one block after an edit. */
export const change = (environment: string, address: string, edit: (layers: Layers) => void) =>
  compareEnvironments(edited(environment, edit)).resources.find((each) => each.address === address);
