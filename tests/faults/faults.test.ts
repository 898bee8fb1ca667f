/** Every fault of the endpoint and of the client's store in its short form. */
import { shortForms } from './short-forms.ts';
import { FAULTS } from './table.ts';

shortForms(FAULTS);
