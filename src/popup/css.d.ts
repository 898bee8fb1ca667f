/** Lets a view import its own style sheet; Vite makes files of them. */
declare module '*.css';
