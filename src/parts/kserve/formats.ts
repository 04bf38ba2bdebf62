import { type KSERVE } from "../../facts/kserve-servers";
import { type EnvironmentConfig } from "../../environment/schema";

/** Formats of the models that servers of KServe answer, without duplicates. */
export const formatsIn = ({
  models,
}: Pick<EnvironmentConfig, "models">): (typeof KSERVE.formats)[number][] => [
  ...new Set(models.flatMap(({ format }) => format ?? [])),
];
