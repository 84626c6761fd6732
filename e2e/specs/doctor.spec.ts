import { z } from 'zod';
import { makeStudy } from '../fixtures/study.ts';
import { expect, test } from '../fixtures/workbench.ts';
import { chooserPage } from '../pages/chooser.ts';
import { doctorPage } from '../pages/doctor.ts';
import { workbenchPage } from '../pages/workbench.ts';

const reported = z.array(
  z.object({
    name: z.string(),
    available: z.boolean(),
    device: z.string().nullable(),
    whyNot: z.string().nullable(),
  }),
);

test('Doctor shows of every backend what the command line says, and looks again', async ({ workbench }) => {
  const study = await makeStudy(workbench);
  const reports = reported.parse(await workbench.onset('doctor'));
  const { page } = await workbench.start();
  const doctor = doctorPage(page);
  await chooserPage(page).openProject(study.dir);
  await chooserPage(page).enterName('Ada');
  await workbenchPage(page).go('Doctor');

  const showsAll = async () => {
    await expect(doctor.rows).toHaveCount(reports.length);
    for (const { name, available, device, whyNot } of reports) {
      const row = doctor.row(name);
      await expect(row).toContainText(available ? /used|there/ : 'not there');
      await expect(row).toContainText((available ? device : whyNot) ?? '');
    }
  };
  await showsAll();
  await doctor.lookAgain.click();
  await expect(doctor.lookAgain).toBeDisabled();
  await expect(doctor.lookAgain).toBeEnabled();
  await showsAll();
});
