export { DATABASE_PASSWORD_VARIABLE, PASSWORD_ARGUMENT } from "./facts/pipeline-settings";
