/** Lets the glance import its style sheet; Vite makes a file of it. */
declare module '*.css';
