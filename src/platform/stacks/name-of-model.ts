import { type SettingCause } from "./cause";

/** The value of the environment's file that names a model. */
export const nameOfModel = ({ name }: { readonly name: string }, index: number): SettingCause => ({
  path: ["models", index, "name"],
  value: name,
});
