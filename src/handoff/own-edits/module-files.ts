import { LOADED } from "../../base/loaded-files";

/** Files that the commands of the module's README name: values of variables, and settings of the backend. */
const NAMED_VALUES = /\.tfvars(\.json)?$|^backend-.*\.(hcl|json)$/;

/** True for a file with which Terraform does something else where it is added to a module. */
export const isLoaded = (name: string): boolean =>
  LOADED.configuration.test(name) || LOADED.values.test(name);

/** True for a file that says what Terraform does with a module. */
export const isRead = (name: string): boolean =>
  !name.includes("/") && (LOADED.configuration.test(name) || NAMED_VALUES.test(name));
