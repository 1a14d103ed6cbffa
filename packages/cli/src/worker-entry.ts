import { main } from './main.ts'

/* The detached worker's process: the same command line, without the shell's link to it. */
await main()
