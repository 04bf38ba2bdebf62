/** Its reader stays beside the files that it reads. */
export {
  type DocumentedAction,
  actionHasKey,
  actionPrefixes,
  actionsExtract,
  actionsOf,
  isSameConditionKey,
} from "./service-actions/service-actions";
