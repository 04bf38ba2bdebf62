/** Path of the override for the first apply of the state stack. It is copied beside `cdk.tf.json` for that run, then removed. */
export const FIRST_APPLY_OVERRIDE = "first-apply/backend_override.tf.json";
