import { type People } from "../../environment/people";

/** Beginning of the Kubernetes groups of people. No other key of the file can name such a group. */
export const PEOPLE_PREFIX = "people:";

/** The Kubernetes group of people, which access entries and bindings name. */
export const peopleGroup = (people: People): string => `${PEOPLE_PREFIX}${people}`;

/** The ClusterRole that reads all kinds but Secrets, which bindings of all layers name. */
export const READERS_ROLE = "people-readers";
