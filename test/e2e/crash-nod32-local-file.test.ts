import { trySlice } from '../crash/try-slice.js';

trySlice('nod32-local-file', 4);
