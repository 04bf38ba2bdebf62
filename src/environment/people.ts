/** Purposes of people that are not administrators, and of the role that plans, as `cluster.access` names them. */
export const PEOPLE = ["data-scientists", "model-owners", "operators", "auditors", "plan"] as const;

export type People = (typeof PEOPLE)[number];
