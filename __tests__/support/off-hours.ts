import { planWith } from "./changed-plans";

export const WORKING_HOURS = { timezone: "Europe/Berlin", start: "07:00", stop: "19:00" };

/** The plan of ml-inference-prod that rests outside of working hours, with other settings of the part and the cluster. */
export const offHoursPlan = (settings: object = {}, change: object = {}, otherParts: object = {}) =>
  planWith("ml-inference-prod", {
    ...change,
    components: { ...otherParts, "off-hours": { ...WORKING_HOURS, ...settings } },
  });
