import { shortForms } from '../faults/short-forms.ts';
import { FAULTS_IN_BROWSER } from '../faults/table-in-browser.ts';

shortForms(FAULTS_IN_BROWSER);
