/** Folder of the state bucket for plans that wait for an approval. They contain values, so they expire after a day. */
export const PLANS_FOLDER = "plans";
