import { own } from "../base/own";
import { type EnvironmentConfig } from "../environment/schema";

/** Settings of a part, whose type its schema gives; undefined if the file of the environment does not have the part. */
export const partSettings = ({ components }: Pick<EnvironmentConfig, "components">, id: string): unknown =>
  own(components ?? {}, id);
