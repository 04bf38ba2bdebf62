import { type KSERVE_SERVERS } from "../../facts/kserve-servers";
import { type EnvironmentConfig } from "../../environment/schema";

/** Formats of the models that servers of KServe answer, without duplicates. */
export const formatsIn = ({
  models,
}: Pick<EnvironmentConfig, "models">): (typeof KSERVE_SERVERS.formats)[number][] => [
  ...new Set(models.flatMap(({ format }) => format ?? [])),
];
