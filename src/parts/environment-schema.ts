import { type z } from "zod";
import { environmentSchemaWith } from "../environment/schema";
import { type AnyComponent } from "../platform/contract";
import { COMPONENTS } from "./generated/registry";

/** Schema of an environment with the keys of the given parts, and of components of one's own by their ids. */
export const environmentSchemaOf = (
  components: readonly AnyComponent[],
  own: Readonly<Record<string, z.ZodType>> = {},
) =>
  environmentSchemaWith({
    addons: addonNames(components),
    settings: {
      ...Object.fromEntries(
        components.flatMap(({ id, settings }): [string, z.ZodType][] => (settings ? [[id, settings]] : [])),
      ),
      ...own,
    },
  });

/** Names of the EKS add-ons of parts. */
export const addonNames = (components: readonly AnyComponent[]): string[] =>
  components.flatMap(({ addons = [] }) => addons.map(({ name }) => name));

/** An environment as its file writes it. */
export const environmentSchema = environmentSchemaOf(COMPONENTS);
