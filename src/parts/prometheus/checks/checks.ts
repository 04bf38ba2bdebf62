import { type Check } from "../../../checks/check";
import { metricsStack } from "./metrics-stack";
import { scrapedModels } from "./scraped-models";

/** Checks of the metrics stack. */
export const CHECKS: readonly Check[] = [metricsStack, scrapedModels];
