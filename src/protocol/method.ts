/**
 * The shape of a contract between two contexts of the extension: a table of methods, each with
 * the schemas of its parameters and its answer. Caller and handler both derive their types from it.
 */
import * as v from 'valibot';

export type Method<P extends v.GenericSchema = v.GenericSchema, A extends v.GenericSchema = v.GenericSchema> = {
  params: P;
  answer: A;
};

export type Methods = Record<string, Method>;

/** What a caller may write and gets back. */
export type ParamsOf<M extends Method> = v.InferInput<M['params']>;
export type AnswerOf<M extends Method> = v.InferOutput<M['answer']>;

/** Handlers for every method of a table; `S` tells who asks. */
export type Handlers<T extends Methods, S> = {
  [K in keyof T]: (params: v.InferOutput<T[K]['params']>, sender: S) => Promise<v.InferInput<T[K]['answer']>>;
};

/** No parameters, or an answer that says only that it was done: one for all. */
export const nothing = v.object({});

/** Makes one entry of a table, keeping its exact types. Of a table that nobody uses, the bundler need keep nothing. */
/* @__NO_SIDE_EFFECTS__ */
export function method<P extends v.GenericSchema, A extends v.GenericSchema>(params: P, answer: A): Method<P, A> {
  return { params, answer };
}
