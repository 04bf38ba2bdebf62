import { type Part, composeEnvironment } from "../../src/components/compose";
import { COMPONENTS } from "../../src/components/registry";
import { configWith } from "./environments";

const withoutRequired = COMPONENTS.filter(({ settings }) => settings?.safeParse({}).success === true);

/**
 * Every part of the registry, with the needs that an environment without conditions has. Parts with required settings have
 * the needs that these settings state.
 */
export const everyPart = (): readonly Part[] =>
  composeEnvironment(
    "every-part",
    configWith("ml-inference-prod", {
      components: Object.fromEntries(withoutRequired.map(({ id }) => [id, {}])),
    }),
    COMPONENTS.filter((each) => each.settings === undefined || withoutRequired.includes(each)).map(
      (each) => ({
        ...each,
        isEnabled: () => true,
      }),
    ),
  ).parts;
