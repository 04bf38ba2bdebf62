/** Purposes of people that are not administrators, and of the role that plans, as `cluster.access` names them. */
export const PEOPLE = ["data-scientists", "model-owners", "operators", "auditors", "plan"] as const;

export type People = (typeof PEOPLE)[number];

/** Beginning of the Kubernetes groups of people. No other key of the file can name such a group. */
export const PEOPLE_PREFIX = "people:";

/** The Kubernetes group of people, which access entries and bindings name. */
export const peopleGroup = (people: People): string => `${PEOPLE_PREFIX}${people}`;

/** The ClusterRole that reads all kinds but Secrets, which bindings of all layers name. */
export const READERS_ROLE = "people-readers";
