import { type OutputChange, type StackChange, type Stacks } from "../change";
import { addonDangers } from "./addons";
import { backendDangers } from "./backends";
import { entitlementDangers } from "./entitlement";
import { knownChanges } from "./known-changes";
import { policyDangers } from "./policies";
import { programDangers } from "./programs";
import { providerDangers } from "./providers";
import { writtenForms } from "./written-forms";

/** A danger, and the plain form of its value where it has another one. */
export interface Danger extends OutputChange {
  /** A danger if a check names this one. @default - it is a danger by itself */
  readonly plain?: StackChange;
}

const GENERATORS: Readonly<
  Record<string, (stacks: Stacks, environment: string) => readonly (StackChange & Pick<Danger, "plain">)[]>
> = {
  providers: providerDangers,
  backends: backendDangers,
  "add-ons": addonDangers,
  entitlement: entitlementDangers,
  "forms of policies": policyDangers,
  programs: programDangers,
  "changes of mutate": (stacks, environment) => knownChanges(environment, stacks),
  "forms of values": (stacks, environment) => writtenForms(environment, stacks),
};

/** Generated dangers of an environment. */
export const dangersOf = (environment: string, stacks: Stacks): Danger[] =>
  Object.entries(GENERATORS).flatMap(([name, generated]) =>
    generated(stacks, environment).map((change) => ({ ...change, environment, class: name })),
  );
