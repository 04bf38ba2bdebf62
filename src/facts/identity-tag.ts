/**
 * Key of the tag that tells the objects of an environment from those of others, also where another
 * team uses the same words: its value is the bucket of the states, whose name is unique in all of
 * AWS, and the name of the environment in it. Two environments with one value would have the same
 * states.
 */
export const IDENTITY_TAG = "private-eks-inference";
