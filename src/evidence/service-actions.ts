/** Its reader stays beside the files that it reads. */
export {
  type DocumentedAction,
  actionPrefixes,
  actionsExtract,
  actionsOf,
} from "./service-actions/service-actions";
